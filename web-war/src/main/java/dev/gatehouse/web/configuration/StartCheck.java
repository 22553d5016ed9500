package dev.gatehouse.web.configuration;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Has all settings read at the start: what is wrong with them is told then, and not to the first person who comes. */
@WebListener
public class StartCheck implements ServletContextListener {

    @Inject
    private WebConfiguration configuration;

    @Inject
    private ShippedSettings shipped;

    @Inject
    private AuditSettings audit;
}
