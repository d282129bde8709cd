/** Paths a page may be reached by on servers that answer each with `index.html`, relative to the site; as in its script. */
export const PAGE_PATH =
  /^(region\/\d{1,9}|compare|enforcement|applications|complaints|about|embed\/[a-z0-9-]+)\/?(\?|#|$)/;
