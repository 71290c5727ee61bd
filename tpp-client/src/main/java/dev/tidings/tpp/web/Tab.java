package dev.tidings.tpp.web;

/** The pages that each page leads to. */
public enum Tab {
  OVERVIEW("/", "Overview", "M3 11.5 12 4l9 7.5M5.5 10v9.5h13V10"),
  TRANSACTIONS("/transactions", "Transactions", "M4 7h13m0 0-3-3m3 3-3 3M20 17H7m0 0 3-3m-3 3 3 3"),
  INSIGHTS("/insights", "Insights", "M5 20v-7m7 7V5m7 15v-10"),
  METER("/meter", "Calls", "M4 20h16M5 16l4-5 4 3 6-9"),
  CONNECTIONS(
      "/connections",
      "Connections",
      "M9.5 14.5 14.5 9.5M8 11l-2.5 2.5a3.5 3.5 0 0 0 5 5L13 16m-2-8 2.5-2.5a3.5 3.5 0 0 1 5 5L16 13");

  private final String path;
  private final String label;
  private final String drawing;

  Tab(String path, String label, String drawing) {
    this.path = path;
    this.label = label;
    this.drawing = drawing;
  }

  public String path() {
    return path;
  }

  public String label() {
    return label;
  }

  /** Its icon, as the path of an SVG drawing of 24 by 24. */
  public String drawing() {
    return drawing;
  }
}
