/** Grey pictures and the few things that are done to them before a decoder looks: pure, typed arrays only. */

/** data: width × height bytes, row by row, 0 black to 255 white. */
export interface Grey {
  data: Uint8Array;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** From the canvas's RGBA; the weights are those of ITU-R BT.601 in 1/256. */
export function fromRgba(rgba: Uint8ClampedArray, width: number, height: number): Grey {
  const data = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < data.length; at += 1, from += 4) {
    data[at] = ((rgba[from] ?? 0) * 77 + (rgba[from + 1] ?? 0) * 150 + (rgba[from + 2] ?? 0) * 29) >> 8;
  }
  return { data, width, height };
}

/** To RGBA, as zxing's doorway wants it. */
export function toRgba({ data }: Grey): Uint8ClampedArray<ArrayBuffer> {
  const words = new Uint32Array(data.length);
  for (let at = 0; at < data.length; at += 1) words[at] = 0xff000000 | ((data[at] ?? 0) * 0x010101);
  return new Uint8ClampedArray(words.buffer);
}

/** A part of the picture, copied; the part must lie inside. */
export function crop(grey: Grey, left: number, top: number, width: number, height: number): Grey {
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const from = (top + row) * grey.width + left;
    data.set(grey.data.subarray(from, from + width), row * width);
  }
  return { data, width, height };
}

/** Half the size, each pixel the mean of four. */
export function half(grey: Grey): Grey {
  const width = grey.width >> 1;
  const height = grey.height >> 1;
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    let above = row * 2 * grey.width;
    let below = above + grey.width;
    for (let at = row * width; at < (row + 1) * width; at += 1, above += 2, below += 2) {
      data[at] =
        ((grey.data[above] ?? 0) +
          (grey.data[above + 1] ?? 0) +
          (grey.data[below] ?? 0) +
          (grey.data[below + 1] ?? 0) +
          2) >>
        2;
    }
  }
  return { data, width, height };
}

/** Sums of all pixels above and left of each: (width + 1) × (height + 1). */
function sums({ data, width, height }: Grey): Uint32Array {
  const total = new Uint32Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    const above = y * (width + 1) + 1;
    for (let x = 0; x < width; x += 1) {
      row += data[y * width + x] ?? 0;
      total[above + width + 1 + x] = (total[above + x] ?? 0) + row;
    }
  }
  return total;
}

/** Each pixel as made from itself and the mean of the square of `side` (odd) pixels around it. */
function againstMean(grey: Grey, side: number, make: (value: number, mean: number) => number): Grey {
  const { data, width, height } = grey;
  const total = sums(grey);
  const reach = side >> 1;
  const out = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y += 1) {
    const top = Math.max(0, y - reach) * (width + 1);
    const bottom = Math.min(height, y + reach + 1) * (width + 1);
    const rows = (bottom - top) / (width + 1);
    for (let x = 0; x < width; x += 1) {
      const left = Math.max(0, x - reach);
      const right = Math.min(width, x + reach + 1);
      const sum =
        (total[bottom + right] as number) -
        (total[top + right] as number) -
        (total[bottom + left] as number) +
        (total[top + left] as number);
      out[y * width + x] = make(data[y * width + x] as number, sum / (rows * (right - left)));
    }
  }
  return { data: new Uint8Array(out.buffer), width, height };
}

/** Shadows and weak print evened out: what differs from the surroundings, four times as strong. */
export function evened(grey: Grey, side: number): Grey {
  return againstMean(grey, side, (value, mean) => 128 + 4 * (value - mean));
}

/** Unsharp masking: what differs from the surroundings added `amount` times. */
export function unsharp(grey: Grey, side: number, amount: number): Grey {
  return againstMean(grey, side, (value, mean) => value + amount * (value - mean));
}
