package dev.tidings.acceptance.browser;

import com.microsoft.playwright.Page;
import dev.tidings.acceptance.NodePackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Looks at a page as axe-core does, by the rules of WCAG 2.2 A and AA. The engine is handed to the
 * page by the browser's own tools, which its content security policy does not concern: it stays in
 * force.
 */
final class Accessibility {

  private static final String RUN =
      """
      async () => {
        const found = await axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
          resultTypes: ['violations'],
        });
        return found.violations
          .filter(one => ['serious', 'critical'].includes(one.impact))
          .flatMap(one => one.nodes.map(node =>
            `${one.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`));
      }
      """;

  private final String engine;

  Accessibility() {
    try {
      engine = Files.readString(NodePackages.folder().resolve("node_modules/axe-core/axe.min.js"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is seriously or critically wrong: the rule, the element, and what would help. */
  @SuppressWarnings("unchecked")
  List<String> violations(Page page) {
    page.evaluate(engine);
    return (List<String>) page.evaluate(RUN);
  }
}
