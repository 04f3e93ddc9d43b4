using System.Runtime.InteropServices;
using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Tables;

/// <summary>
/// The cells of a tile as a table holds them: one number per place, a conductance or, where no device is, a negative zero. Which of the devices
/// are stuck is not told.
/// </summary>
public static class CellTable
{
    // A negative zero's bits.
    private const int AbsentBits = int.MinValue;

    /// <summary>What a table holds of cells.</summary>
    /// <param name="conductances">Their conductances, in siemens.</param>
    /// <param name="states">Their states, or empty (<see cref="CellStates"/>).</param>
    /// <returns>As many numbers.</returns>
    public static float[] Write(ReadOnlySpan<float> conductances, ReadOnlySpan<CellState> states)
    {
        var numbers = conductances.ToArray();
        for (var k = 0; k < numbers.Length; k++)
        {
            if (CellStates.IsAbsent(states, k))
                numbers[k] = -0f;
            else if (numbers[k] == 0)
                numbers[k] = 0;
        }

        return numbers;
    }

    /// <summary>The cells that a table holds.</summary>
    /// <param name="numbers">What <see cref="Write"/> gave.</param>
    public static (ImmutableArray<float> Conductances, ImmutableArray<CellState> States) Read(ReadOnlySpan<float> numbers)
    {
        var bits = MemoryMarshal.Cast<float, int>(numbers);
        if (!bits.Contains(AbsentBits))
            return (ImmutableArray.Create(numbers), []);
        var conductances = numbers.ToArray();
        var states = new CellState[numbers.Length];
        for (var k = 0; k < states.Length; k++)
        {
            if (bits[k] != AbsentBits)
                continue;
            conductances[k] = 0;
            states[k] = CellState.Absent;
        }

        return (ImmutableCollectionsMarshal.AsImmutableArray(conductances), ImmutableCollectionsMarshal.AsImmutableArray(states));
    }
}
