package dev.tidings.tpp.view;

import java.util.Optional;

/** What money was for. One category for each transaction. */
public enum Category {
  INCOME("Income"),
  HOME("Rent and mortgage"),
  BILLS("Household bills"),
  INSURANCE("Insurance"),
  FAMILY("Children and care"),
  GROCERIES("Groceries"),
  EATING_OUT("Eating out"),
  TRANSPORT("Transport"),
  HEALTH("Health"),
  SHOPPING("Shopping"),
  LEISURE("Leisure"),
  TRAVEL("Travel"),
  CASH("Cash"),
  TAX("Tax"),
  PENSION("Pension"),
  CHARGES("Interest and charges"),
  TRANSFERS("Between your accounts"),
  OTHER("Everything else");

  private final String label;

  Category(String label) {
    this.label = label;
  }

  /** The words of the page. */
  public String label() {
    return label;
  }

  /** The category of that name, in any case of letters. */
  public static Optional<Category> find(String name) {
    for (Category category : values()) {
      if (category.name().equalsIgnoreCase(name)) {
        return Optional.of(category);
      }
    }
    return Optional.empty();
  }
}
