package dev.tidings.bank.console;

import dev.tidings.bank.oauth.AuthorizationRequested;
import java.net.URI;

/**
 * The page on which a customer lets an application know who they are, and nothing more.
 *
 * @param withName whether the application asks for the name too
 * @param redirectHost where the browser goes next
 * @param request the application's request, to be checked again with the decision
 */
public record IdentityView(
    Frame frame, String clientName, boolean withName, String redirectHost, String request) {

  static IdentityView of(Frame frame, AuthorizationRequested request) {
    return new IdentityView(
        frame,
        request.client().name(),
        request.scopes().contains("profile"),
        URI.create(request.redirectUri()).getHost(),
        request.query());
  }
}
