# The server and the load generator, one target each:  docker build --target server .
# The last stages hold a JRE and one jar, and run as nobody in particular.

FROM eclipse-temurin:25.0.3_9-jdk-noble AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -DskipTests -Dspotless.check.skip -pl server,client-loadgen -am package

FROM eclipse-temurin:25.0.3_9-jre-noble AS runtime
# A number, so that an orchestrator can see that it is not root; the user needs no name.
USER 10001:10001

FROM runtime AS load
COPY --from=build /src/client-loadgen/target/framelab-loadgen.jar /framelab-loadgen.jar
ENTRYPOINT ["java", "-jar", "/framelab-loadgen.jar"]

FROM runtime AS server
COPY --from=build /src/server/target/framelab-server.jar /framelab-server.jar
EXPOSE 8888 8889
ENTRYPOINT ["java", "-jar", "/framelab-server.jar"]
