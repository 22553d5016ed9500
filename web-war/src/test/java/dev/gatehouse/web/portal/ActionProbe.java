package dev.gatehouse.web.portal;

import dev.gatehouse.contract.GatehouseException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/**
 * Put into the WAR under test: takes an action of a page without the page, as no forged request could do better, with
 * nothing for its arguments. Who is refused must be so before any of them is looked at.
 */
@Path("action-probe")
@RequestScoped
public class ActionProbe {

    @Inject
    private BeanManager beans;

    /** @return the code of the refusal, or what happened instead; one line per method of this name */
    @POST
    public String act(@QueryParam("bean") String name, @QueryParam("method") String method) {
        Bean<?> bean = beans.resolve(beans.getBeans(name));
        if (bean == null) {
            return "there is no bean " + name;
        }
        List<Method> methods = Arrays.stream(bean.getBeanClass().getMethods())
                .filter(each -> each.getName().equals(method) && !each.isBridge())
                .toList();
        return methods.isEmpty()
                ? "there is no method " + method
                : String.join(
                        "\n", methods.stream().map(each -> act(bean, each)).toList());
    }

    private <T> String act(Bean<T> bean, Method method) {
        CreationalContext<T> context = beans.createCreationalContext(bean);
        try {
            Object[] nothing = Arrays.stream(method.getParameterTypes())
                    .map(ActionProbe::nothing)
                    .toArray();
            method.invoke(bean.create(context), nothing);
            return "it was done";
        } catch (InvocationTargetException e) {
            return word(e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            return word(e);
        } finally {
            context.release();
        }
    }

    private static String word(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GatehouseException refusal) {
                return refusal.problem().code().name();
            }
        }
        return "it went on until " + failure;
    }

    private static Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == long.class) {
            return 0L;
        }
        return type == int.class ? 0 : null;
    }
}
