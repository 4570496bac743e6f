/** Width and height in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

/** How a picture lies on its stage: 1 shows it whole, x and y shift its middle from the stage's, turns are quarters clockwise. */
export interface Viewport {
  scale: number;
  x: number;
  y: number;
  turns: number;
}

export const wholePicture: Viewport = { scale: 1, x: 0, y: 0, turns: 0 };
export const closest = 8;

/** The size of the picture, before it is turned, as it is drawn. */
export function drawnSize(picture: Size, stage: Size, { scale, turns }: Viewport): Size {
  const lying = turns % 2 === 1 ? { width: picture.height, height: picture.width } : picture;
  const whole = Math.min(stage.width / lying.width, stage.height / lying.height);
  return { width: picture.width * whole * scale, height: picture.height * whole * scale };
}

/** Brings a point of the picture nearer, or takes it away, without moving it; `point` counts from the stage's middle. */
export function zoomAt(view: Viewport, factor: number, point: { x: number; y: number }, picture: Size, stage: Size): Viewport {
  const scale = Math.min(closest, Math.max(1, view.scale * factor));
  const ratio = scale / view.scale;
  const x = point.x - (point.x - view.x) * ratio;
  const y = point.y - (point.y - view.y) * ratio;
  return keepInside({ ...view, scale, x, y }, picture, stage);
}

/** Shifts the picture; it never leaves an empty edge where it could fill the stage. */
export function panBy(view: Viewport, dx: number, dy: number, picture: Size, stage: Size): Viewport {
  return keepInside({ ...view, x: view.x + dx, y: view.y + dy }, picture, stage);
}

/** Turns by a quarter clockwise and shows the picture whole again. */
export function turn({ turns }: Viewport): Viewport {
  return { ...wholePicture, turns: (turns + 1) % 4 };
}

function keepInside(view: Viewport, picture: Size, stage: Size): Viewport {
  const { width, height } = drawnSize(picture, stage, view);
  const lying = view.turns % 2 === 1 ? { width: height, height: width } : { width, height };
  const limit = (drawn: number, room: number) => Math.max(0, (drawn - room) / 2);
  return {
    ...view,
    x: clamp(view.x, limit(lying.width, stage.width)),
    y: clamp(view.y, limit(lying.height, stage.height)),
  };
}

function clamp(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value)) + 0;
}
