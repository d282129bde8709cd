import { createContext } from 'react';
import type { PackageEntry } from '#components/package-entry.ts';

/** The data package on show; provided around every page. */
export const LoadedPackageContext = createContext<PackageEntry | undefined>(undefined);
