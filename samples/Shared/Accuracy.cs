using System.Diagnostics;
using Crossbar.Runtime;

namespace Samples;

/// <summary>How many images chips name rightly, and how fast.</summary>
internal static class Accuracy
{
    /// <summary>Prints a line per chip.</summary>
    /// <param name="images">The images with their classes.</param>
    /// <param name="chips">The chips, all of the same network; an instance of a generated class is a chip of one's own.</param>
    public static void Print(ImageData images, params (string Name, CrossbarNetwork Chip)[] chips)
    {
        var design = chips[0].Chip.Design;
        var inputs = images.Normalize(design.Normalization, design.InputShape.Channels);
        Console.WriteLine($"{"chip",-34}  {"right",16}  {"accuracy",8}  {"ms per image",11}");
        foreach (var (name, chip) in chips)
        {
            var watch = Stopwatch.StartNew();
            var answers = chip.ClassifyBatch(inputs);
            var right = answers.Zip(images.Classes).Count(pair => pair.First.Index == pair.Second);
            Console.WriteLine($"{name,-34}  {$"{right} of {images.Count}",16}  {100.0 * right / images.Count,6:F2} %  {watch.Elapsed.TotalMilliseconds / images.Count,11:F3}");
        }
    }
}
