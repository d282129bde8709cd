/** Charts have a width and colours of their own, so they must know before the page is put on paper. */

/**
 * Marks the document from `beforeprint` to `afterprint`, and gives it the light colours for as long. To be called
 * before anything else listens for these events.
 */
export function followPrinting(): void {
  const { dataset } = document.documentElement;
  let theme: string | undefined;
  addEventListener('beforeprint', () => {
    theme ??= dataset['theme'];
    dataset['printing'] = '';
    dataset['theme'] = 'light';
  });
  addEventListener('afterprint', () => {
    delete dataset['printing'];
    if (theme !== undefined) dataset['theme'] = theme;
    theme = undefined;
  });
}
