-- Who holds an account; and no bank is too big for it.
create index account_holder_by_account on account_holder (account_id, customer_id);
