/** A picture as pixels, by the browser's own drawing. */
import type { Picture } from './picture.ts';

/** Larger canvases are refused by some browsers. */
const LARGEST_SIDE = 16_000;
const LARGEST_AREA = 120_000_000;

/** Rejects with an Error when the browser cannot draw the picture. `scale` is lowered for very high ones. */
export async function writePng({ svg, width, height }: Picture, scale = 2): Promise<Blob> {
  const fitting = Math.min(scale, LARGEST_SIDE / height, Math.sqrt(LARGEST_AREA / (width * height)));
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * fitting);
    canvas.height = Math.round(height * fitting);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('this browser gives no canvas to draw on');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob === null) reject(new Error('this browser could not make a picture of this size'));
        else resolve(blob);
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
