# The command nol in a container: docker build -t nolmq/nol . && docker run --rm nolmq/nol version
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /source
COPY . .
RUN mvn -B -q -Dquick -Dmaven.test.skip=true package -pl nolmq-cli -am \
    && mkdir /nol \
    && cp nolmq-cli/target/nolmq-cli-*.jar nolmq-cli/target/lib/*.jar /nol/

FROM eclipse-temurin:17-jre
COPY --from=build /nol /opt/nol
USER 10001:10001
# As the launcher nol does: a name that appears later is found within seconds. Java is process 1 and gets the signals.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Xmn24m", "-XX:AllocatePrefetchLines=16", "-Xlog:disable", "-Dsun.net.inetaddr.ttl=3", "-Dsun.net.inetaddr.negative.ttl=1", "-cp", "/opt/nol/*", "io.nolmq.cli.NolCommand"]
CMD ["--help"]
