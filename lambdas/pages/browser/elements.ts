/**
 * The element with this ID.
 *
 * @throws where the page has none of this class: page and script are made for each other
 */
export function byId<E extends HTMLElement>(id: string, type: new () => E): E {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} ${id}.`);
}

/** The elements of this class that a selector finds, in the order of the page. */
export function all<E extends HTMLElement>(root: ParentNode, selector: string, type: new () => E): E[] {
  return [...root.querySelectorAll(selector)].filter((found): found is E => found instanceof type);
}

/** An element that is not on the page yet, with nothing but text in it. */
export function withText<Name extends keyof HTMLElementTagNameMap>(name: Name, text: string) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
