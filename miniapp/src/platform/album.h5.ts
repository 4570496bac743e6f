/** A browser has downloads instead of an album. @param name of the file @returns true: what becomes of a download is not told */
export function saveToAlbum(url: string, name: string): Promise<boolean> {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  return Promise.resolve(true);
}
