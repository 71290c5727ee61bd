package dev.tidings.tpp.view;

/** Names an account among all banks: an AccountId is unique only at its bank. */
public record AccountKey(String bankId, String accountId) {}
