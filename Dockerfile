# Dateline in a small image: no torch, no compiler, not root, all state in one volume.
FROM python:3.11-slim-bookworm

WORKDIR /srv/dateline
COPY constraints.txt ./
# Embedders and readers other than the packaged ones need --build-arg EXTRA='[torch]'.
ARG EXTRA=
# The index of CPU builds: torch's default build for Linux brings gigabytes of CUDA along.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
RUN case "${EXTRA}" in ""|"[documents]"|"[milvus,postgres]"|"[postgres]"|"[ray]"|"[tracing]") ;; *) pip install \
    --no-cache-dir --disable-pip-version-check --no-deps --index-url "${TORCH_INDEX}" "$(grep '^torch==' constraints.txt)" ;; esac

COPY pyproject.toml README.md LICENSE NOTICE ./
COPY index ./index
COPY qa ./qa
COPY api ./api
RUN pip install --no-cache-dir --disable-pip-version-check --constraint constraints.txt ".${EXTRA}" \
 && useradd --create-home --uid 10001 dateline \
 && install -d -o dateline -g dateline /data

USER dateline
ENV DATELINE_DATA=/data DATELINE_HOST=0.0.0.0 DATELINE_PORT=8000 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/ready', timeout=2)"]
CMD ["dateline", "serve"]
