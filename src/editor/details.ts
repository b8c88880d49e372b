// Help with the fields around the text: proposals, pictures to choose from, and what others will see. Without it each can be filled by hand.
import type { Node } from 'prosemirror-model';
import { Cover } from './details/cover';
import { findRelated } from './details/related';
import { previewShare } from './details/share';
import { proposeSlug } from './details/slug';
import { proposeTags } from './details/tags';
import type { MediaShelf } from './media';

const AFTER = 300;

export class Details {
  private readonly cover: Cover;
  private readonly helpers: (() => void)[];
  private readonly stopListening: () => void;
  private timer = 0;

  constructor(form: HTMLFormElement, shelf: MediaShelf, doc: () => Node) {
    this.cover = new Cover(form, shelf);
    findRelated(form);
    this.helpers = [() => this.cover.update(doc()), proposeSlug(form), proposeTags(form), previewShare(form, this.cover)];
    this.stopListening = shelf.listen(() => this.soon());
    this.now();
  }

  /** After what was typed, when the typing pauses. */
  soon() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.now(), AFTER);
  }

  stop() {
    clearTimeout(this.timer);
    this.stopListening();
  }

  private now() {
    for (const help of this.helpers) help();
  }
}
