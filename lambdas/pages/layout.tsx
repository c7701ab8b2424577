import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { styles } from './styles';

interface PageProps {
  readonly title: string;
  readonly children: Child;
  /** For a document that is opened as a file and so has no headers of its own. */
  readonly contentSecurityPolicy?: string;
}

/** The frame of every page: nothing in it is loaded from elsewhere, and it has no script. */
export function Page({ title, children, contentSecurityPolicy }: PageProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        {contentSecurityPolicy && (
          <meta http-equiv="Content-Security-Policy" content={contentSecurityPolicy} />
        )}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <style>{raw(styles)}</style>
      </head>
      <body>
        <header class="top">
          <p>Root credential purge</p>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}

/** The whole document as text. */
export function document(page: { toString(): string | Promise<string> }): string {
  return `<!doctype html>${page.toString()}`;
}
