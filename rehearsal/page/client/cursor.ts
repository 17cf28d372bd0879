/** Where the reader stands in virtual time. */
export interface CursorPosition {
  /** Where the slider stands. */
  readonly atMs: number;
  /** What charts and states show: the instant below the pointer while it hovers, else `atMs`. */
  readonly shownMs: number;
}

type Listener = (position: CursorPosition) => void;

/** The one instant that everything on the page shows. Listeners are told at most once a frame. */
export class Cursor {
  private readonly listeners: Listener[] = [];
  private hoverMs: number | undefined;
  private announced = false;

  public constructor(
    private readonly startMs: number,
    private readonly endMs: number,
    private atMs: number,
    private readonly nextFrame: (run: () => void) => void,
  ) {}

  public get position(): CursorPosition {
    return { atMs: this.atMs, shownMs: this.hoverMs ?? this.atMs };
  }

  /** Moves the slider. */
  public set(atMs: number): void {
    this.atMs = this.clamped(atMs);
    this.announce();
  }

  /** Shows another instant for as long as the pointer points at it; `undefined` goes back to the slider's. */
  public hover(atMs: number | undefined): void {
    const hoverMs = atMs === undefined ? undefined : this.clamped(atMs);
    if (hoverMs === this.hoverMs) return;
    this.hoverMs = hoverMs;
    this.announce();
  }

  /** Tells `listener` the position now and whenever it changes. */
  public follow(listener: Listener): void {
    this.listeners.push(listener);
    listener(this.position);
  }

  private clamped(atMs: number): number {
    return Math.round(Math.min(this.endMs, Math.max(this.startMs, atMs)));
  }

  private announce(): void {
    if (this.announced) return;
    this.announced = true;
    this.nextFrame(() => {
      this.announced = false;
      for (const listener of this.listeners) listener(this.position);
    });
  }
}
