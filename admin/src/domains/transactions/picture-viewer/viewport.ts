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

/** Part of a picture as shares (0–1) of its width and height, before it is turned. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
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

/** How much of the stage a framed area takes; the rest shows what stands around it. */
const framed = 0.5;
/** Nearer than this a line of small print has no context any more. */
const closestFramed = 4;

/** Brings an area into the middle of the stage, as large as the context around it allows; the picture stands upright. */
export function viewOfArea(area: Area, picture: Size, stage: Size): Viewport {
  const whole = drawnSize(picture, stage, wholePicture);
  const fitting = Math.min((stage.width * framed) / (area.width * whole.width), (stage.height * framed) / (area.height * whole.height));
  const scale = Math.min(closestFramed, Math.max(1, fitting));
  const x = (0.5 - area.x - area.width / 2) * whole.width * scale;
  const y = (0.5 - area.y - area.height / 2) * whole.height * scale;
  return keepInside({ scale, x, y, turns: 0 }, picture, stage);
}

/** An area cut to what lies on the picture, and a little wider than what it frames so that the letters stay free. */
export function frameOf({ x, y, width, height }: Area, margin = 0.006): Area {
  const [left, top] = [clampShare(x - margin), clampShare(y - margin)];
  return { x: left, y: top, width: clampShare(x + width + margin) - left, height: clampShare(y + height + margin) - top };
}

function clampShare(share: number): number {
  return Math.min(1, Math.max(0, share));
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
