import { Parser } from 'htmlparser2';

type Attributes = Readonly<Record<string, string>>;

/** An input, a button or a text area. */
export interface Control {
  readonly element: string;
  readonly attributes: Attributes;
  /** Undefined where it is in none. */
  readonly form: Form | undefined;
  /** Between its tags. */
  text: string;
}

/** A form by its attributes. */
export interface Form {
  readonly attributes: Attributes;
}

/** What of a page there is to decide with, and what it says. */
export interface ReadPage {
  readonly forms: readonly Form[];
  readonly controls: readonly Control[];
  /** Where its links lead, as they stand there. */
  readonly links: readonly string[];
  /** The first words of its main part. */
  readonly words: string;
}

/** Reads a page as it comes, without a tree of it: of thousands of accounts that would take 150 MB. */
export function readPage(html: string): ReadPage {
  const page = { forms: [] as Form[], controls: [] as Control[], links: [] as string[] };
  const words = new Words();
  let form: Form | undefined;
  let textArea: Control | undefined;
  const parser = new Parser({
    onopentag: (element, attributes) => {
      words.opened(element);
      if (element === 'a' && attributes.href !== undefined) page.links.push(attributes.href);
      if (element === 'form') {
        form = { attributes };
        page.forms.push(form);
      }
      if (!['input', 'button', 'textarea'].includes(element)) return;
      const control = { element, attributes, form, text: '' };
      page.controls.push(control);
      if (element === 'textarea') textArea = control;
    },
    ontext: (text) => {
      if (textArea) textArea.text += text;
      words.add(text);
    },
    onclosetag: (element) => {
      words.closed(element);
      if (element === 'form') form = undefined;
      if (element === 'textarea') textArea = undefined;
    },
  });
  parser.end(html);
  return { ...page, words: words.text };
}

const unseen = ['head', 'script', 'style'];
const inline = ['a', 'b', 'code', 'em', 'small', 'span', 'strong', 'time'];

/** The first words of the main part of a page, or of all of it where it has none. */
class Words {
  text = '';
  #unseen = 0;
  #mainIsOver = false;

  opened(element: string): void {
    if (element === 'main') this.text = '';
    if (unseen.includes(element)) this.#unseen++;
    if (!inline.includes(element)) this.add(' ');
  }

  add(text: string): void {
    if (this.#unseen === 0 && !this.#mainIsOver && this.text.length < 2000) this.text += text;
  }

  closed(element: string): void {
    if (unseen.includes(element)) this.#unseen--;
    if (!inline.includes(element)) this.add(' ');
    if (element === 'main') this.#mainIsOver = true;
  }
}
