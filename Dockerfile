# The service as one image; web, worker and beat differ by command only (docker-compose.yml).
FROM python:3.13-slim-bookworm AS packages
WORKDIR /build
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin clinic \
    && install --directory --owner 10001 --mode 700 /srv/attachments
WORKDIR /srv/clinic
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=clinic.settings \
    STATIC_ROOT=/srv/static \
    ATTACHMENTS_DIR=/srv/attachments \
    GRANIAN_INTERFACE=wsgi \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000 \
    GRANIAN_WORKERS=2 \
    GRANIAN_BLOCKING_THREADS=4 \
    GRANIAN_RESPAWN_FAILED_WORKERS=true \
    GRANIAN_WORKERS_KILL_TIMEOUT=8
COPY --from=packages /venv /venv
COPY . .
# Collecting needs the settings but none of what they point to; nothing of this stays in the image.
RUN DJANGO_SECRET_KEY=only-to-collect-static-files-while-the-image-is-built \
    DATABASE_URL=postgresql:///none REDIS_URL=redis://none BASE_URL=https://none \
    python manage.py collectstatic --noinput --verbosity 0 && python -m compileall -q .
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "deploy/health.py"]
CMD ["granian", "--no-ws", "clinic.wsgi:application"]
