/** Changes what is on the page instead of replacing it: what stays as it is costs no style, layout or paint. */

const namesOf = (element: Element) => [...element.attributes].map(({ name }) => name);

function takeAttributes(element: Element, like: Element): void {
  const names = namesOf(element);
  // In its order, too: what two pictures say of themselves can be compared then.
  if (names.join(' ') !== namesOf(like).join(' '))
    for (const name of names) element.removeAttribute(name);
  for (const { name, value } of like.attributes)
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * Makes an element like another one of its kind, in attributes and children, with nodes that it has: of each kind
 * of child the first stand for the other's first. What the other one has besides is taken from it. Children that
 * `stay` are left alone, behind all others.
 */
export function become(element: Element, like: Element, stay: readonly Node[] = []): void {
  takeAttributes(element, like);
  const own = Map.groupBy(
    [...element.childNodes].filter((child) => !stay.includes(child)),
    ({ nodeName }) => nodeName,
  );
  const children = [...like.childNodes].map((child) => {
    const known = own.get(child.nodeName)?.shift();
    if (known instanceof Element) become(known, child as Element);
    else if (known && known.nodeValue !== child.nodeValue) known.nodeValue = child.nodeValue;
    return known ?? child;
  });
  for (const left of own.values()) for (const child of left) element.removeChild(child);
  let next = element.firstChild;
  for (const child of children) {
    if (child === next) next = child.nextSibling;
    else element.insertBefore(child, next);
  }
}
