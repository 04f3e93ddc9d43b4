namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>What is subtracted from the current of an output's bit line before the ADC: how a tile represents negative weights.</summary>
public enum CurrentSubtraction
{
    /// <summary>Nothing: the offset that stands for weight 0 is taken away digitally (paper, section 3.1).</summary>
    None,

    /// <summary>The current of one reference column, the array's last bit line, whose cells all stand for weight 0, or for the middle of the digits of slices.</summary>
    ReferenceColumn,

    /// <summary>The current of the bit line beside it, which holds the negative part of the weights.</summary>
    ColumnPair,

    /// <summary>The same bit line of a second array, which holds the negative part of the weights and is driven with inverted inputs.</summary>
    ArrayPair,
}
