import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { script, styles } from '#page-assets';
import { visibleText } from '../report/visible-text';
import { rehearsalNotice } from '../report/words';
import { hashSource } from './hash-source';

interface PageProps {
  readonly title: string;
  readonly children: Child;
  /** For a document that is opened as a file and so has no headers of its own. */
  readonly contentSecurityPolicy?: string;
  /** Of a run that deletes nothing, whatever is decided: the page says so first. */
  readonly isRehearsal?: boolean;
  /** The page works without it, and is more comfortable with it. */
  readonly withScript?: boolean;
  /** What it shows changes: without a script, the browser loads it anew after so many seconds. */
  readonly refresh?: number;
}

/** The frame of every page and report: nothing in it is loaded from elsewhere. */
export function Page(props: PageProps) {
  const { title, children, contentSecurityPolicy, withScript, isRehearsal, refresh } = props;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        {contentSecurityPolicy && (
          <meta http-equiv="Content-Security-Policy" content={contentSecurityPolicy} />
        )}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        {refresh && (
          <noscript>
            <meta http-equiv="refresh" content={`${refresh}`} />
          </noscript>
        )}
        <title>{isRehearsal ? `Rehearsal: ${title}` : title}</title>
        <style>{raw(styles)}</style>
      </head>
      <body>
        <header class="top">
          <p>Root credential purge</p>
        </header>
        <main>
          {isRehearsal && (
            <div class="note good">
              <p>
                <strong>{rehearsalNotice}</strong>
              </p>
            </div>
          )}
          {children}
        </main>
        {withScript && <script type="module">{raw(script)}</script>}
      </body>
    </html>
  );
}

/** A report as one HTML document with its style inside: no script, nothing from elsewhere, fit for print. */
export function reportDocument(title: string, children: Child, isRehearsal = false): string {
  const policy = `default-src 'none'; style-src ${hashSource(styles)}; base-uri 'none'; form-action 'none'`;
  return document(
    <Page title={title} contentSecurityPolicy={policy} isRehearsal={isRehearsal}>
      {children}
    </Page>,
  );
}

/**
 * A page as the text of an HTML document. Names, reasons and messages come from elsewhere: what would be invisible in
 * them, or turn the reading direction, shows as a replacement character wherever on the page it is.
 */
export function document(page: { toString(): string | Promise<string> }): string {
  return `<!doctype html>${visibleText(`${page.toString()}`)}`;
}
