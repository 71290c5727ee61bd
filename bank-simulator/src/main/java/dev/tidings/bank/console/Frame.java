package dev.tidings.bank.console;

/**
 * What every page has around it.
 *
 * @param customerName empty while nobody is signed in
 * @param csrf what each form of the page carries
 * @param returnTo where signing in or out leads
 */
public record Frame(
    String bankName, String title, String customerName, String csrf, String returnTo) {

  public boolean signedIn() {
    return !customerName.isEmpty();
  }
}
