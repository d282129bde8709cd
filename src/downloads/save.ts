/** Hands a file to the browser's downloads. Nothing is sent anywhere: the address is one of this page's own memory. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download reads the address after this task; long enough for slow disks, short enough for memory.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
