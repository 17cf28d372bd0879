import { loadTemplate, type TemplateSource } from '../template/load-template';
import type { Model } from '../template/model';

/** Templates that were read already: many tests, and often many files, are about one. */
export class TemplateCache {
  private readonly models = new Map<string, Model>();

  /** Throws an error in words for the author when the file is no template. */
  public load(source: TemplateSource & { readonly templateFile: string }): Model {
    const key = JSON.stringify(source);
    const known = this.models.get(key);
    if (known !== undefined) return known;
    const model = loadTemplate(source);
    this.models.set(key, model);
    return model;
  }
}
