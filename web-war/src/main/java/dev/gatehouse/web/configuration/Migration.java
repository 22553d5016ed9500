package dev.gatehouse.web.configuration;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database to the form this version expects, before anything else of web starts. */
@DataSourceDefinition(
        name = "java:app/jdbc/gatehouse",
        className = "${MPCONFIG=gatehouse.datasource.class-name}",
        url = "${MPCONFIG=gatehouse.datasource.url}",
        user = "${MPCONFIG=gatehouse.datasource.user}",
        password = "${MPCONFIG=gatehouse.datasource.password}",
        minPoolSize = 1,
        maxPoolSize = 32)
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Migration {

    @Resource(lookup = "java:app/jdbc/gatehouse")
    private DataSource dataSource;

    private String version;

    @PostConstruct
    void migrate() {
        version = Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .load()
                .migrate()
                .targetSchemaVersion;
    }

    /** The version that this start migrated to; empty text if the database was up to date. */
    public String version() {
        return version == null ? "" : version;
    }
}
