// Drawing once a frame; a page in the background has no frames, but its title and announcements must still change.

const LATEST = 250;

/** Calls `draw` with the next frame, or shortly if none comes. Returns a function that calls it off. */
export function nextFrame(draw) {
  const once = () => {
    cancel();
    draw();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, LATEST);
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  return cancel;
}
