/** A picture of a paper from the browser's own dialog, which offers camera and album on a phone. Undefined where the user turns back. */
export function takePaper(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/jpeg,image/png,image/webp';
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      resolve(file && URL.createObjectURL(file));
    });
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}
