#!/bin/sh
# Starts the relay with its secret. The secret goes through a file of our own in memory: the configuration cannot
# name a file for it, and what stands in a command line can be read by every process of the machine.
set -eu
umask 077
{
	cat /etc/coturn/turnserver.conf
	echo "realm=$DOMAIN"
	echo "static-auth-secret=$(cat /run/secrets/turn_secret)"
	# Behind address translation the relay has to be told the address that people see: TURN_EXTERNAL_IP=public/private
	[ -z "${TURN_EXTERNAL_IP:-}" ] || echo "external-ip=$TURN_EXTERNAL_IP"
} > /tmp/turnserver.conf
exec turnserver -c /tmp/turnserver.conf
