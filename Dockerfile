# mailauth in Debian: docker build -t mailauth . && docker run --rm mailauth check example.com
FROM debian:13-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends bash ca-certificates
COPY . /src
RUN cd /src && scripts/package deb

FROM debian:13-slim
COPY --from=build /src/build/package/mailauth_*.deb /tmp/
COPY packaging/run-in-ci packaging/base-config /usr/lib/mailauth/
RUN apt-get update && apt-get install -y --no-install-recommends bash ca-certificates git /tmp/mailauth_*.deb && \
    rm -rf /var/lib/apt/lists/* /tmp/mailauth_*.deb
USER nobody
ENV LANG=C.UTF-8
ENTRYPOINT ["mailauth"]
