import type { DataOrigin } from '#downloads/figure-file.ts';
import type { PackageDescriptor } from '#sources/descriptor.ts';

/** What files say of the package they were made from. */
export function originOf(descriptor: PackageDescriptor): DataOrigin {
  const { title, version, synthetic, resources, sources, licenses } = descriptor;
  return {
    title,
    version,
    synthetic,
    files: resources.flatMap(({ path, hash }) => (hash === null ? [] : [{ path, hash }])),
    sources: sources.map((source) => joined(source.title, source.path)),
    licences: licenses.map((licence) => joined(licence.title ?? licence.name, licence.path)),
  };
}

function joined(name: string, path: string | undefined): string {
  return path === undefined ? name : `${name} ${path}`;
}
