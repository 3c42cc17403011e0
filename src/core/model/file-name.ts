/** True for a name that Windows reserves for a device, with any extension: such a file cannot be checked out there. */
export const isReservedName = (id: string): boolean => /^(?:con|prn|aux|nul|(?:com|lpt)\d)$/i.test(id);
