/** What a screen reader is told of an element: its role, its name, and whether it is chosen or off. */
export interface Spoken {
  role?: 'button' | 'radio' | 'checkbox' | 'dialog' | 'alert' | 'img';
  label?: string;
  checked?: boolean;
  disabled?: boolean;
}

/** Taro's templates for the mini-programs carry no such attributes: there the visible text is what is read. */
export function spoken(_: Spoken): Record<string, string> {
  return {};
}
