import { saveFile } from './save-file';

/** Shows a file in a tab of its own, from where it is printed; where the browser opens none, it goes to the downloads. */
export function openFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  if (!window.open(url)) saveFile(file, name);
  setTimeout(() => URL.revokeObjectURL(url), 10 * 60_000);
}
