using Crossbar.Compiler.Diagnostics;

namespace Crossbar.Compiler;

/// <summary>A parallel loop whose input errors are all reported, in the order of the work, whatever thread met them.</summary>
internal static class ParallelFailures
{
    /// <summary>Runs <paramref name="body"/> for 0..count−1.</summary>
    /// <exception cref="CompilationException">One or more of the calls threw one; holds all their diagnostics.</exception>
    public static void Run(int count, Action<int> body)
    {
        var failures = new CompilationException?[count];
        Parallel.For(0, count, k =>
        {
            try
            {
                body(k);
            }
            catch (CompilationException failure)
            {
                failures[k] = failure;
            }
        });
        var diagnostics = failures.Where(f => f is not null).SelectMany(f => f!.Diagnostics).ToArray();
        if (diagnostics.Length > 0)
            throw new CompilationException([.. diagnostics]);
    }
}
