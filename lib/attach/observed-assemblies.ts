import type { Construct, IConstruct } from 'constructs';
import { whenTreeIsComplete } from '../private/when-tree-is-complete';
import { assemblyOf, isSynthesized, stagesIn } from './assemblies';
import type { LeaveOut } from './tell';

const SYNTHESIZED =
  'it is synthesized already, as CDK Pipelines does with a stage that is added, so nothing in it is watched; before it is added, call watch() with the stage, or create a GoldenSignals in it';

export interface ObservedAssembliesProps {
  readonly monitoring: Construct;
  /** Called once for each, when it is complete. */
  readonly whenComplete: (assembly: IConstruct, isHome: boolean) => void;
  readonly leaveOut: LeaveOut;
}

/** The app and the stages that a monitoring watches something in: each is synthesized for itself, the app last. */
export class ObservedAssemblies {
  private readonly observed = new Set<IConstruct>();
  private readonly incomplete = new Set<IConstruct>();
  private synthesizedTooEarly = false;

  public constructor(private readonly props: ObservedAssembliesProps) {
    this.observe(assemblyOf(props.monitoring));
  }

  /** Those that a construct stands in, or that stand in it. */
  public observeOf(construct: IConstruct): void {
    for (const assembly of [assemblyOf(construct), ...stagesIn(construct)]) this.observe(assembly);
  }

  /** Whether all were seen complete. */
  public get allSeen(): boolean {
    return this.incomplete.size === 0 && !this.synthesizedTooEarly;
  }

  private observe(assembly: IConstruct): void {
    if (this.observed.has(assembly)) return;
    this.observed.add(assembly);
    const { monitoring, leaveOut, whenComplete } = this.props;
    const isHome = assembly === assemblyOf(monitoring);
    if (!isHome && isSynthesized(assembly)) {
      this.synthesizedTooEarly = true;
      leaveOut(assembly.node.path, 'stage-synthesized', SYNTHESIZED);
      return;
    }
    this.incomplete.add(assembly);
    whenTreeIsComplete(isHome ? monitoring : (assembly as Construct), () => {
      this.incomplete.delete(assembly);
      whenComplete(assembly, isHome);
    });
  }
}
