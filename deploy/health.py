"""The web container's health check: exit 0 when this process can do its work, else say what is missing."""

import os
import sys
import urllib.error
import urllib.request


def main() -> int:
    address = f"http://127.0.0.1:{os.environ.get('GRANIAN_PORT', '8000')}/health/ready"
    try:
        with urllib.request.urlopen(address, timeout=4):
            return 0
    except urllib.error.HTTPError as error:
        sys.stderr.write(error.read().decode() + "\n")
    except OSError as error:
        sys.stderr.write(f"no answer: {error}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
