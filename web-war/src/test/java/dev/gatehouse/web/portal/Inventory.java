package dev.gatehouse.web.portal;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the program really has: pages, actions, addresses. */
final class Inventory {

    private static final java.nio.file.Path WEBAPP = java.nio.file.Path.of("src/main/webapp");
    private static final String ENDING = ".xhtml";

    /** Where Faces calls something because the browser asks for it. */
    private static final Pattern ACTION = Pattern.compile(
            "\\b(?:action|actionListener|listener|completeMethod|method)=\"#\\{\\s*(\\w+\\.\\w+)\\s*(?:\\([^\"]*\\))?\\s*}\"");

    private static final List<Class<? extends Annotation>> VERBS =
            List.of(GET.class, POST.class, PUT.class, PATCH.class, DELETE.class);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gatehouse.web");

    private Inventory() {}

    /** Addresses without the ending. */
    static Set<String> pages() {
        return files().filter(file -> !file.startsWith("WEB-INF") && !file.startsWith("resources"))
                .map(file -> "/" + file.toString().replace('\\', '/'))
                .map(path -> path.substring(0, path.length() - ENDING.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of pages and of what they include. */
    static Set<String> actions() {
        return files().flatMap(file ->
                        ACTION.matcher(withoutComments(WEBAPP.resolve(file))).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As {@code METHOD /api/path}. */
    static Set<String> calls() {
        return CLASSES.stream()
                .filter(each -> each.isAnnotatedWith(Path.class))
                .flatMap(each -> each.getMethods().stream().flatMap(method -> calls(each, method)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> servlets() {
        return CLASSES.stream()
                .filter(each -> each.isAnnotatedWith(WebServlet.class))
                .flatMap(each ->
                        Arrays.stream(each.getAnnotationOfType(WebServlet.class).value()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> calls(JavaClass resource, JavaMethod method) {
        return VERBS.stream()
                .filter(method::isAnnotatedWith)
                .map(verb -> verb.getAnnotation(HttpMethod.class).value() + " /api/"
                        + strip(resource.getAnnotationOfType(Path.class).value())
                        + method.tryGetAnnotationOfType(Path.class)
                                .map(path -> "/" + strip(path.value()))
                                .orElse(""));
    }

    private static String strip(String path) {
        return path.replaceAll("^/|/$", "");
    }

    private static Stream<java.nio.file.Path> files() {
        try (Stream<java.nio.file.Path> files = Files.walk(WEBAPP)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).map(WEBAPP::relativize).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutComments(java.nio.file.Path file) {
        try {
            return Files.readString(file).replaceAll("(?s)<!--.*?-->", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
