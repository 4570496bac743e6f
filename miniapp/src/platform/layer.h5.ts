interface Layer {
  url: string;
  title: string;
  /** What the button says that closes it. */
  close: string;
  /** The word that the page posts when it is done; undefined for whatever else it posts. */
  resultOf(data: unknown): string | undefined;
}

/** The browser preview's place for a page that the host would open over the app: shown full-screen until it reports its result, or undefined where it is closed. */
export function showLayer({ url, title, close, resultOf }: Layer): Promise<string | undefined> {
  return new Promise((resolve) => {
    const layer = document.createElement('div');
    layer.className = 'outside-layer';
    const button = document.createElement('button');
    button.className = 'outside-layer__close';
    button.textContent = close;
    const frame = document.createElement('iframe');
    frame.className = 'outside-layer__frame';
    frame.src = url;
    frame.title = title;
    frame.allow = 'camera';
    layer.append(button, frame);
    document.body.append(layer);

    const end = (result: string | undefined) => {
      window.removeEventListener('message', onMessage);
      layer.remove();
      resolve(result);
    };
    const { origin } = new URL(url);
    const onMessage = ({ data, origin: from }: MessageEvent<unknown>) => {
      const result = from === origin ? resultOf(data) : undefined;
      if (result) end(result);
    };
    window.addEventListener('message', onMessage);
    button.addEventListener('click', () => end(undefined));
  });
}
