using Crossbar.Build;
using Spectre.Console;

namespace Crossbar.Tool.Terminal;

/// <summary>A progress bar on standard error where a person watches, plain lines there where a log is written.</summary>
internal static class ProgressDisplay
{
    /// <summary>Runs work that reports its share done, 0 to 1.</summary>
    public static void Run(string what, Action<IProgress<double>> work)
    {
        what = DisplayText.Of(what);
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
        {
            work(new ProgressLines(what, Console.Error));
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(what), maxValue: 1);
                work(new TaskProgress(task));
            });
    }

    /// <summary>Leaves the terminal as it was where a bar is cut short, which has hidden the cursor.</summary>
    public static void Leave()
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
            return;
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Cursor.Show(true);
        Console.Error.WriteLine();
    }

    // Unlike Progress<T> this reports on the caller's thread, in order.
    private sealed class TaskProgress(ProgressTask task) : IProgress<double>
    {
        private readonly object _gate = new();
        private double _first = double.NaN;

        public void Report(double value)
        {
            lock (_gate)
            {
                // What an earlier run did took no time now: the bar is about what it left, and so is the time that remains.
                if (double.IsNaN(_first))
                    _first = value < 1 ? value : 0;
                task.Value = Math.Max(task.Value, (value - _first) / (1 - _first));
            }
        }
    }
}
