import { type Frame, type Point, smallestFrame } from './geometry';
import { ask, type Models } from './models';
import { type Pixels, resized, straighten } from './pixels';

/** A line of print that was found, and how sure the network is that it is one. */
export interface FoundLine {
  frame: Frame;
  score: number;
}

const settings = {
  /** The network looks at the picture at this long side. */
  longSide: 960,
  pixelThreshold: 0.3,
  lineThreshold: 0.5,
  /** The network marks the core of a line; the line is so much larger. */
  growth: 1.6,
  shortest: 3,
};
const mean = [0.485, 0.456, 0.406];
const deviation = [0.229, 0.224, 0.225];

/** Finds the lines of print on a picture, or on the part of it that `view` frames, which is turned flat first. */
export async function findLines({ detect }: Models, pixels: Pixels, view = wholeOf(pixels)): Promise<FoundLine[]> {
  const scale = Math.min(1, settings.longSide / Math.max(view.width, view.height));
  const [width, height] = [view.width, view.height].map((side) => Math.max(32, Math.round((side * scale) / 32) * 32)) as [number, number];
  const small = await resized(pixels, Math.round(pixels.width * scale), Math.round(pixels.height * scale));
  const { data } = await ask(detect, seen(small, scaled(view, small.width / pixels.width), width, height), [1, 3, height, width]);
  return componentsOf(data, width, height)
    .filter(({ score }) => score >= settings.lineThreshold)
    .map(({ outline, score }) => ({ frame: grown(smallestFrame(outline)), score }))
    .filter(({ frame }) => frame.height >= settings.shortest)
    .map(({ frame, score }) => ({ frame: onPicture(frame, view, { x: view.width / width, y: view.height / height }), score }));
}

const wholeOf = ({ width, height }: Pixels): Frame => ({ centre: { x: width / 2, y: height / 2 }, width, height, angle: 0 });

const scaled = ({ centre, width, height, angle }: Frame, by: number): Frame => ({ centre: { x: centre.x * by, y: centre.y * by }, width: width * by, height: height * by, angle });

/** The view as the network was trained: blue, green, red, each less the mean and by the deviation of photographs. */
function seen(pixels: Pixels, view: Frame, width: number, height: number): Float32Array {
  const input = new Float32Array(3 * width * height);
  straighten(pixels, view, input, { width, height, stride: width });
  const plane = width * height;
  for (let at = 0; at < input.length; at++) {
    const channel = Math.floor(at / plane);
    input[at] = ((input[at]! + 1) / 2 - mean[channel]!) / deviation[channel]!;
  }
  return input;
}

/** From the network's picture back to the whole one; the two scales differ by less than a hundredth, so it stays a rectangle. */
function onPicture(frame: Frame, view: Frame, scale: Point): Frame {
  const [along, across] = [frame.centre.x * scale.x - view.width / 2, frame.centre.y * scale.y - view.height / 2];
  const [cos, sin, size] = [Math.cos(view.angle), Math.sin(view.angle), Math.sqrt(scale.x * scale.y)];
  const centre = { x: view.centre.x + along * cos - across * sin, y: view.centre.y + along * sin + across * cos };
  return { centre, width: frame.width * size, height: frame.height * size, angle: frame.angle + view.angle };
}

interface Component {
  /** Leftmost and rightmost pixel of each of its rows. */
  outline: Point[];
  score: number;
}

/** Connected regions of the network's answer, by flood fill. */
function componentsOf(map: Float32Array, width: number, height: number): Component[] {
  const seen = new Uint8Array(map.length);
  const components: Component[] = [];
  for (let start = 0; start < map.length; start++) {
    if (seen[start] || map[start]! <= settings.pixelThreshold) continue;
    const pending = [start];
    seen[start] = 1;
    const rows = new Map<number, [left: number, right: number]>();
    let [sum, count] = [0, 0];
    while (pending.length > 0) {
      const at = pending.pop()!;
      const [x, y] = [at % width, Math.floor(at / width)];
      sum += map[at]!;
      count++;
      const row = rows.get(y);
      if (row) rows.set(y, [Math.min(row[0], x), Math.max(row[1], x)]);
      else rows.set(y, [x, x]);
      for (let dy = y > 0 ? -1 : 0; dy <= (y < height - 1 ? 1 : 0); dy++) {
        for (let dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
          const next = at + dy * width + dx;
          if (seen[next] || map[next]! <= settings.pixelThreshold) continue;
          seen[next] = 1;
          pending.push(next);
        }
      }
    }
    const outline = [...rows].flatMap(([y, [left, right]]) => [{ x: left, y }, { x: right + 1, y }, { x: left, y: y + 1 }, { x: right + 1, y: y + 1 }]);
    components.push({ outline, score: sum / count });
  }
  return components;
}

function grown(frame: Frame): Frame {
  const margin = (frame.width * frame.height * settings.growth) / (2 * (frame.width + frame.height));
  return { ...frame, width: frame.width + 2 * margin, height: frame.height + 2 * margin };
}
