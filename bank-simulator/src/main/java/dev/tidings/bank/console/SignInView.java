package dev.tidings.bank.console;

import dev.tidings.bank.ledger.Customer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a customer says who they are.
 *
 * @param errorPaths customers who are there to test what else may happen
 * @param clientName the TPP that sent the customer, or null
 */
public record SignInView(
    Frame frame,
    List<Customer> customers,
    List<Customer> errorPaths,
    @Nullable String clientName) {}
