namespace Crossbar.Compiler.Studies.Running;

/// <summary>A part of a study that depends on no other part: the unit that is spread over machines and kept on disk.</summary>
/// <typeparam name="TResult">What comes out; read back from JSON it must be the same.</typeparam>
/// <param name="Key">What it is, for people; no two of a study are alike.</param>
/// <param name="Compute">Computes it, telling of the share done, 0 to 1. Called at most once.</param>
public sealed record StudyItem<TResult>(string Key, Func<IProgress<double>?, TResult> Compute);
